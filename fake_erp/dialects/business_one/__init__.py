"""SAP Business One through its Service Layer: `/b1s/v1` in the style of OData V3, `/b1s/v2` in OData V4.

Sources: "Working with SAP Business One Service Layer" (SAP Help Portal), the published clients b1sl-python, sapb1sl and
b1-service-layer, and the record of quirks that b1sl-python keeps. `facts.yaml` names the source of each fact.
"""
