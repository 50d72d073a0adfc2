#!/bin/bash
# Columns that are empty or were not updated for too long (gongshi stats).
. "$(dirname "$0")/lib.sh"
new_repo
write content/charts.yaml <<'END'
charts: []
inspection:
  home: 400
  columns: {firm: 2294}
END
save inspection

step "empty columns are named"
build 0
run 0 stats --repo r -o out
has said "Inspection of columns (as of $AS_OF)" "empty: Withdrawals"
hasnt said "empty: Firms"
[ "$(grep -c ' all$' said)" -eq 1 ] || fail "the whole site is told twice"
run 0 stats --repo r -o out --json
hasnt said '*|'

step "a column is in time on the last day and late on the next"
hasnt said "not updated"
AS_OF=2026-06-16
build 0
run 0 stats --repo r -o out
has said "not updated: Firms  last 2020-03-04, 2295 days ago, limit 2294"
hasnt said "whole site"

step "the same as JSON"
run 0 stats --repo r -o out --json
node -e 'const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
	const late = a.stale[0];
	if (a.stale.length !== 1 || late.kind !== "firm" ||
	    late.days !== 2295 || late.limit !== 2294 ||
	    late.last !== "2020-03-04" || a.empty.join() !== "withdrawal")
		process.exit(1);' <said || fail "not as promised"

step "the site as a whole is late, too"
AS_OF=2029-01-01
build 0
run 0 stats --repo r -o out
has said "not updated: whole site"
AS_OF=2026-06-16

step "a date to come does not feed a column, one that has come does"
firm later 后来铸造厂
sed -i 's/^founded:.*/founded: 2027-01-01/' r/content/firms/later.md
save later
build 0
run 0 stats --repo r -o out
has said "not updated: Firms  last 2020-03-04"
firm newer 较新铸造厂
sed -i 's/^founded:.*/founded: 2026-06-10/' r/content/firms/newer.md
save newer
build 0
run 0 stats --repo r -o out
hasnt said "not updated"
