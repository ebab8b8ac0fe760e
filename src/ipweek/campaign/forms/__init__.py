"""What pages ask for."""
