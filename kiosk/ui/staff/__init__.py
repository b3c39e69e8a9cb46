"""View models of the staff area: the PIN pad, today, the roster, the verdict, the health panel."""
