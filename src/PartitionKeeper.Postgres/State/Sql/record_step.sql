INSERT INTO {schema}.step
  (run_id, action, schema_name, table_name, partition_name, range_from, range_to, outcome, lock_wait, elapsed, attempts, rows, bytes, statements, message)
VALUES
  (@RunId, @Action, @Schema, @Table, @Partition, @From, @To, @Outcome, @LockWait, @Elapsed, @Attempts, @Rows, @Bytes, @Statements, @Message)
