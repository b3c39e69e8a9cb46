"""How the hub's schema came to be, one step a file; run by `sync.hub.database.open_database`."""
