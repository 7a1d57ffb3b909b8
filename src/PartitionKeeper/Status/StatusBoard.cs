namespace PartitionKeeper.Status;

/// <summary>Holds the newest <see cref="StatusSnapshot"/> between the worker, which writes it, and those who show it.</summary>
sealed class StatusBoard
{
    volatile StatusSnapshot _current = StatusSnapshot.Empty;

    public StatusSnapshot Current => _current;

    public void Publish(StatusSnapshot snapshot) => _current = snapshot;
}
