"""Personal data: found and masked."""
