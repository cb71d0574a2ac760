"""`$metadata`: the entity types of a service as EDMX, in versions 2 and 4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from fake_erp.dialects.odata.model import (
    COMPLEX,
    EntityType,
    FunctionImport,
    Kind,
    Navigation,
    Property,
    Schema,
)
from fake_erp.dialects.odata.queries import Version

MEDIA = "application/xml"
_EDMX = "http://schemas.microsoft.com/ado/2007/06/edmx"
_EDM = "http://schemas.microsoft.com/ado/2008/09/edm"
_DATA = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"
_SAP = "http://www.sap.com/Protocols/SAPData"
_EDMX_V4 = "http://docs.oasis-open.org/odata/ns/edmx"
_EDM_V4 = "http://docs.oasis-open.org/odata/ns/edm"


def edmx(schema: Schema, version: Version) -> str:
    """The document of a service. Version 3 is written as version 2, without the annotations of SAP."""
    body = list(_v4(schema) if version is Version.V4 else _v2(schema, version))
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *body])


def _attributes(given: Mapping[str, object]) -> str:
    return "".join([f" {name}={quoteattr(str(value))}" for name, value in given.items()])


def _element(name: str, given: Mapping[str, object]) -> str:
    return f"<{name}{_attributes(given)}/>"


def _property(each: Property, namespace: str, version: Version) -> str:
    type_name = each.kind.name(version)
    if each.kind is COMPLEX:
        type_name = each.type_name if each.type_name.startswith("Edm.") else f"{namespace}.{each.type_name}"
    given: dict[str, object] = {"Name": each.name, "Type": type_name}
    if each.is_key or not each.nullable:
        given["Nullable"] = "false"
    if each.length:
        given["MaxLength"] = each.length
    if each.precision:
        given |= {"Precision": each.precision, "Scale": each.scale}
    elif type_name in ("Edm.DateTime", "Edm.DateTimeOffset") and version is Version.V2:
        given["Precision"] = 0
    return _element("Property", given | dict(each.more if version is Version.V2 else {}))


def _type(entity: EntityType, schema: Schema, version: Version, navigations: list[str]) -> Iterator[str]:
    yield f"<EntityType{_attributes({'Name': entity.name})}>"
    if entity.keys:
        keys = "".join([_element("PropertyRef", {"Name": key.name}) for key in entity.keys])
        yield f"<Key>{keys}</Key>"
    for each in entity.properties:
        if each.kind is not COMPLEX or each.type_name:
            yield _property(each, schema.namespace, version)
    yield from navigations
    yield "</EntityType>"


# -- version 2 ---------------------------------------------------------------------------------------------------


def _v2(schema: Schema, version: Version) -> Iterator[str]:
    yield f'<edmx:Edmx Version="1.0" xmlns:edmx="{_EDMX}" xmlns:m="{_DATA}" xmlns:sap="{_SAP}">'
    yield '<edmx:DataServices m:DataServiceVersion="2.0">'
    schema_of = {"Namespace": schema.namespace, "xmlns": _EDM}
    if version is Version.V2:
        schema_of |= {"xml:lang": "en", "sap:schema-version": "1"}
    yield f"<Schema{_attributes(schema_of)}>"
    arrows = [(entity, each) for entity in schema.types for each in entity.navigations.values()]
    for entity in schema.types:
        lines = [_navigation_v2(entity, each, schema.namespace) for each in entity.navigations.values()]
        yield from _type(entity, schema, version, lines)
    for entity, each in arrows:
        yield from _association(entity, each, schema.namespace)
    yield from _container_v2(schema, arrows, version)
    yield "</Schema></edmx:DataServices></edmx:Edmx>"


def _association_name(entity: EntityType, each: Navigation) -> str:
    return f"assoc_{entity.name}_{each.name}"


def _navigation_v2(entity: EntityType, each: Navigation, namespace: str) -> str:
    name = _association_name(entity, each)
    return _element(
        "NavigationProperty",
        {
            "Name": each.name,
            "Relationship": f"{namespace}.{name}",
            "FromRole": f"From_{name}",
            "ToRole": f"To_{name}",
        },
    )


def _association(entity: EntityType, each: Navigation, namespace: str) -> Iterator[str]:
    name = _association_name(entity, each)
    yield f"<Association{_attributes({'Name': name})}>"
    ends = ((entity, "1", f"From_{name}"), (each.target, "*" if each.many else "0..1", f"To_{name}"))
    for end, multiplicity, role in ends:
        yield _element("End", {"Type": f"{namespace}.{end.name}", "Multiplicity": multiplicity, "Role": role})
    yield "</Association>"


def _container_v2(
    schema: Schema, arrows: list[tuple[EntityType, Navigation]], version: Version
) -> Iterator[str]:
    of_sap = version is Version.V2
    supported = {"sap:supported-formats": "atom json xlsx"} if of_sap else {}
    container = {"Name": schema.container, "m:IsDefaultEntityContainer": "true", **supported}
    yield f"<EntityContainer{_attributes(container)}>"
    for name, entity in schema.sets.items():
        version_of = {"sap:content-version": "1"} if of_sap else {}
        yield _element(
            "EntitySet", {"Name": name, "EntityType": f"{schema.namespace}.{entity.name}", **version_of}
        )
    sets = {entity.name: name for name, entity in schema.sets.items()}
    for entity, each in arrows:
        if entity.name in sets and each.target.name in sets:
            name = _association_name(entity, each)
            own = {"Name": f"{name}_set", "Association": f"{schema.namespace}.{name}"}
            yield f"<AssociationSet{_attributes(own)}>"
            yield _element("End", {"EntitySet": sets[entity.name], "Role": f"From_{name}"})
            yield _element("End", {"EntitySet": sets[each.target.name], "Role": f"To_{name}"})
            yield "</AssociationSet>"
    for function in schema.functions:
        yield from _function_v2(function, schema)
    yield "</EntityContainer>"


def _function_v2(function: FunctionImport, schema: Schema) -> Iterator[str]:
    own: dict[str, object] = {"Name": function.name}
    returns = function.returns
    if isinstance(returns, Kind):
        own["ReturnType"] = returns.v2
    elif returns is not None:
        full = f"{schema.namespace}.{returns.name}"
        own["ReturnType"] = f"Collection({full})" if function.many else full
        if returns.name in {entity.name for entity in schema.sets.values()}:
            own["EntitySet"] = returns.set_name
    own["m:HttpMethod"] = function.method
    yield f"<FunctionImport{_attributes(own)}>"
    for name, kind in function.parameters.items():
        yield _element("Parameter", {"Name": name, "Type": kind.v2, "Mode": "In"})
    yield "</FunctionImport>"


# -- version 4 ---------------------------------------------------------------------------------------------------


def _v4(schema: Schema) -> Iterator[str]:
    yield f'<edmx:Edmx Version="4.0" xmlns:edmx="{_EDMX_V4}"><edmx:DataServices>'
    yield f"<Schema{_attributes({'Namespace': schema.namespace, 'xmlns': _EDM_V4})}>"
    for entity in schema.types:
        lines = [_navigation_v4(each, schema.namespace) for each in entity.navigations.values()]
        yield from _type(entity, schema, Version.V4, lines)
    actions = [each for each in schema.functions if each.method == "POST"]
    for action in actions:
        yield from _action_v4(action, schema)
    yield f"<EntityContainer{_attributes({'Name': schema.container})}>"
    sets = {entity.name: name for name, entity in schema.sets.items()}
    for name, entity in schema.sets.items():
        own = {"Name": name, "EntityType": f"{schema.namespace}.{entity.name}"}
        yield f"<EntitySet{_attributes(own)}>"
        for each in entity.navigations.values():
            if each.target.name in sets:
                binding = {"Path": each.name, "Target": sets[each.target.name]}
                yield _element("NavigationPropertyBinding", binding)
        yield "</EntitySet>"
    yield "</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>"


def _navigation_v4(each: Navigation, namespace: str) -> str:
    full = f"{namespace}.{each.target.name}"
    return _element(
        "NavigationProperty", {"Name": each.name, "Type": f"Collection({full})" if each.many else full}
    )


def _action_v4(action: FunctionImport, schema: Schema) -> Iterator[str]:
    """An action bound to the first of its parameters that is an entity, or to none."""
    yield f"<Action{_attributes({'Name': action.name, 'IsBound': 'true'})}>"
    if isinstance(action.returns, EntityType):
        yield _element("Parameter", {"Name": "_it", "Type": f"{schema.namespace}.{action.returns.name}"})
    for name, kind in action.parameters.items():
        yield _element("Parameter", {"Name": name, "Type": kind.v4})
    yield "</Action>"
