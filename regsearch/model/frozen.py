"""Frozen dataclasses that are quick to define.

``dataclasses`` compiles six methods of every class each time its module is imported, which would
take a fifth of a look-up by citation.  Here one is compiled, the constructor; the others are
shared.  To type checkers, and to ``fields``, ``replace`` and ``is_dataclass``, a class made here is
an ordinary dataclass with ``frozen=True, slots=True``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(*, frozen: bool, slots: bool):
        """Return a decorator as that of ``dataclasses``, for frozen classes with slots only."""
        if not (frozen and slots):
            raise TypeError("only for frozen classes with slots")
        return _made

    def _made(cls: type) -> type:
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
        fields = dataclasses.fields(made)
        held = attrgetter(*(field.name for field in fields if field.compare))

        def equal(self: Any, other: object) -> bool:
            return held(self) == held(other) if other.__class__ is made else NotImplemented

        made.__init__ = _constructor(made, fields)
        made.__eq__ = equal
        made.__hash__ = lambda self: hash(held(self))
        made.__repr__ = _representation
        made.__setattr__ = _refuse
        made.__delattr__ = _refuse
        made.__dataclass_params__.frozen = True
        everything = [field.name for field in fields]
        made.__reduce__ = lambda self: (made, tuple([getattr(self, n) for n in everything]))
        return made

    def _constructor(made: type, fields: tuple[dataclasses.Field[Any], ...]) -> Any:
        known: dict[str, Any] = {}
        given, steps = ["self"], []
        for field in fields:
            name = field.name
            if field.default_factory is not dataclasses.MISSING:
                raise TypeError(f"{name}: a value that never changes needs no factory")
            # The slot itself is asked to hold the value: quicker than object.__setattr__.
            known[f"_{name}"] = made.__dict__[name].__set__
            steps.append(f" _{name}(self, {name})")
            if field.default is dataclasses.MISSING:
                given.append(name)
            else:
                known[f"_{name}_else"] = field.default
                given.append(f"{name}=_{name}_else")
        exec(f"def __init__({', '.join(given)}):\n" + "\n".join(steps), known)
        constructor = known["__init__"]
        constructor.__qualname__ = f"{made.__qualname__}.__init__"
        constructor.__annotations__ = {field.name: field.type for field in fields}
        return constructor

    def _representation(self: Any) -> str:
        shown = (field.name for field in dataclasses.fields(self) if field.repr)
        held = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({held})"

    def _refuse(self: Any, name: str, *value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")


__all__ = ["dataclass"]
