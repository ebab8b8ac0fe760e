"""The signed-in workplace."""
