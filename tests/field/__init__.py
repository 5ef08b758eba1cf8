"""Small inputs with the answer that a careful person gives, tried and counted by kind."""
