"""A Model Context Protocol server: assistants ask regsearch and cite real law (``regsearch mcp``).

It speaks over stdin and stdout, uses the public names of ``regsearch`` and :mod:`regsearch.show`
only, and needs no network.  The room is not called ``mcp``, so that nobody takes it for the SDK of
that name, which ``regsearch[mcp]`` brings and only :mod:`regsearch.mcp_server.server` imports.
"""
