"""What a recurrent network is."""
