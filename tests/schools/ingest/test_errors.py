import pickle

import pytest

from schools.ingest.errors import REFUSALS, refusal


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_one_sentence_that_says_how_to_mend(code):
    sentence = refusal(code, limit=1, extension=".a", content="б").message
    assert sentence.endswith(".")
    assert ": " in sentence
    assert "{" not in sentence


def test_a_refusal_crosses_a_process_border():
    copy = pickle.loads(pickle.dumps(refusal("empty")))  # noqa: S301
    assert (copy.code, copy.message) == ("empty", REFUSALS["empty"])
