"""The catalogue of behaviours: what people do and ask, and the norms that answer it.

``catalog`` reads and checks ``data/behaviours/*/*.toml``; ``features`` says what is compared of a
question; ``model`` and ``regression`` learn which behaviour a question is about; ``conditions``
says which norms apply to a question; ``index_files`` keeps all of it in an index.
"""
