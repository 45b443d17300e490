"""What has to be done again, and the latest evidence that it was done."""
