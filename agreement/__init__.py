"""Who agrees with whom: alignment, coefficients, disagreements. Pure; the only place for numpy and scipy."""
