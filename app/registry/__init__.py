"""The commune's book of models: what there is, what is counted of it, what is done with it, how it fares."""
