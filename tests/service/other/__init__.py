"""Operations of other services that moto lacks or does otherwise."""
