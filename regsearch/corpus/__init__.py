"""Which documents make up a corpus, what each file is, and what is missing.

``recognise`` identifies the instrument in a file; ``store`` keeps official files; ``merge`` puts
official texts in place of digests; ``assemble`` builds one corpus from several folders;
``completeness`` reports gaps; ``download`` and ``fetch`` obtain official files.
"""
