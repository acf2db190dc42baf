"""Those who sign: here the local test certificate."""
