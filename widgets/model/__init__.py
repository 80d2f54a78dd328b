"""The numbers: kinetics, doses, the gate, the trials; numpy and the standard library only."""
