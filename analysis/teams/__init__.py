"""Teams and the bollen model: marks per dimension, team and municipality, against the mean of all teams."""
