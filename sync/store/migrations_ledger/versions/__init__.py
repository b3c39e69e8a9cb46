"""One module for each released change of ledger.db."""
