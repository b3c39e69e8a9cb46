"""The hub's admin pages, over starlette-admin: what a city's people see and change by hand."""
