"""What the page editor does to the districts: making consultations with their pages, handing their words over."""
