"""Which sentences are quoted: how well each fits, which are chosen, and how many."""
