"""Every table between stages as a class: columns, units, rules. One module per table."""
