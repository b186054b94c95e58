"""`make bench`: each figure beside a control that ran in the same minutes, quoted as a ratio."""
