"""What amending laws order, applied to the text that they amend."""
