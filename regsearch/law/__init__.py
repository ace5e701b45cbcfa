"""From the text of regulations to their meaning: references, sanctions, validity, amendments."""
