#!/bin/bash
# rules: each code of the catalogue, by an example that earns it and one that
# does not (tests/rules/).
cd "$(dirname "$0")/../.." && exec node tests/rules/rules.mjs
