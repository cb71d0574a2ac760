"""What comes in other than call by call: batches and files. In the end each row is the same operation as a call."""
