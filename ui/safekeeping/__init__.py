"""What keeps the work safe in the window: faults told in a bar, who holds the project, its check, reports of bugs."""
