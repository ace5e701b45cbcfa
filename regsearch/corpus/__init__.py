"""Which documents make up a corpus, what each of them is, and what is missing from it.

``recognise`` tells which instrument a file is; ``store`` keeps official files; ``merge`` lets
their words take over from the digests; ``assemble`` makes one corpus of several folders;
``ledger`` counts what is there and what is not; ``download`` and ``fetch`` get official files.
"""
