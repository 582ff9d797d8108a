"""Where figures come from: imported datasets, expectations, context factors, delivery requests."""
