"""The encoder: its weights, its adapter, its graph; texts to vectors."""
