"""What can go wrong with the sample."""

from common.exceptions import DomainError


class SampleError(DomainError):
    """The sample is not what its table says; names the article and the words."""

    code = "sample_differs"
