"""The page of the next number: networks by hand and PyTorch's on the same windows, beside two baselines."""
