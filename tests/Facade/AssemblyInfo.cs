// One test at a time: libtorch uses every core, and one test counts all tensors that live.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
