#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `baraza stats` with the slips that people make; its figures are compared in tests/stats and in docs/evaluation.md.
. tests/cli/cases.sh
s="$baraza stats"
cat >"$dir/a.csv" <<'END'
id;before;after;arm;q1;q2;q3
1;7,5;9;new;B;A;1
2;6;8,5;old;B;C;0
3;NA;8;new;A;A;1
4;8;8;old;B;A;0
END
printf 'from,to\na,b\nb,c\n' >"$dir/e.csv"
printf 'id,group\na,x\nb,y\nc,y\nd,x\n' >"$dir/n.csv"

expect 0 "mean_diff            1.33333" $s "$dir/a.csv" paired --pre before --post after
expect 0 "mean_diff            1.33333" $s paired "$dir/a.csv" --pre before --post after
expect 0 "Left out: 1 of 4 rows" $s "$dir/a.csv" paired --pre before --post after
expect 0 '"n":3,"missing":1' $s "$dir/a.csv" paired --pre before --post after --json && expect_json paired
expect 0 '"p":null' $s "$dir/a.csv" paired --pre before --post before --json && expect_json "paired with itself"
expect 1 'did you mean "paired"' $s "$dir/a.csv" pared --pre before
expect 1 "there are: describe, paired" $s "$dir/a.csv" regress
expect 1 "paired needs --post" $s "$dir/a.csv" paired --pre before
expect 1 "paired takes no --group" $s "$dir/a.csv" paired --pre before --post after --group arm
expect 1 "which file?" $s paired --pre before --post after
expect 1 "did you mean --post" $s "$dir/a.csv" paired --pre before --pots after
expect 1 "--max is to be a number" $s "$dir/a.csv" paired --pre before --post after --max ten
expect 2 'did you mean "before"?; there are: id, before' $s "$dir/a.csv" paired --pre befor --post after
expect 2 'a.csv:2: column "arm": "new" is not a number' $s "$dir/a.csv" paired --pre arm --post after
expect 2 "there is no such file" $s "$dir/none.csv" paired --pre a --post b
expect 2 "is empty" $s - describe --columns a
expect 1 "either --pre COL --post COL" $s "$dir/a.csv" wilcoxon --pre before
expect 1 "either --pre COL --post COL" $s "$dir/a.csv" wilcoxon --pre before --post after --value after --group arm
expect 2 "holds 4 groups, and two are compared" $s "$dir/a.csv" two-sample --value after --group id
expect 1 "name two of the groups" $s "$dir/a.csv" two-sample --value after --group arm --groups new,odl
expect 0 "group1               old" $s "$dir/a.csv" two-sample --value after --group arm --groups old,new
expect 1 'no group "usual"; there are: new, old' $s "$dir/a.csv" ancova --pre before --post after --group arm --reference usual
expect 2 "option letters need --key" $s "$dir/a.csv" items --columns q1-q2
expect 0 "facility" $s "$dir/a.csv" items --columns q1-q2 --key BA
expect 1 "names 3 right options for 2 columns" $s "$dir/a.csv" items --columns q1-q2 --key B,A,C
expect 1 "--blanks is wrong or missing" $s "$dir/a.csv" items --columns q1-q2 --key BA --blanks zero
expect 1 "--pre names 1 columns and --post 2" $s "$dir/a.csv" items --pre q3 --post before-after
expect 0 "Scores must lie between 0 and 1" $s "$dir/a.csv" items --columns before-after
expect 2 "mcnemar takes 0 (wrong) and 1 (right)" $s "$dir/a.csv" mcnemar --pre before --post q3
# Two forms of 120, given in turn: x y are shared, a1 a2 and b1 b2 are not.
awk 'BEGIN { print "form,a1,a2,b1,b2,x,y"; for (i = 0; i < 240; i++) { f = i % 2; u = int(i / 2);
  one = (u * 7) % 11 > 3; two = (u * 5) % 13 > 7; x = (u * 3 + f) % 7 > 2; y = (u * 11) % 17 > 6 + 5 * f;
  print (f ? "B,,," one "," two : "A," one "," two ",,") "," x "," y } }' >"$dir/forms.csv"
rasch="$s $dir/forms.csv rasch --columns a1-y"
expect 0 "random_error" $rasch --form form --random
expect 0 "anchor_items         2" $rasch --form form
expect 0 "the forms share 1 of the columns" $rasch --form form --anchors x
expect 0 '"random_shift":' $rasch --form form --random --json && expect_json "linked forms"
expect 1 "--anchors and --random link two forms" $rasch --random
expect 1 "not by both" $rasch --form form --link "$dir/forms.csv"
expect 2 'no column "z"' $rasch --form form --anchors z
expect 0 "b                    3" $s mcnemar --table 3,11
expect 1 "--table is b,c" $s mcnemar --table 3
expect 1 "takes no file" $s "$dir/a.csv" mcnemar --table 3,11
expect 1 "--level is nominal" $s "$dir/a.csv" agreement --coder1 q1 --coder2 q2 --level best
expect 2 "needs codes that are numbers" $s "$dir/a.csv" agreement --coder1 q1 --coder2 q2 --level ratio
expect 0 "ei_index             0 " $s "$dir/e.csv" network --nodes "$dir/n.csv"
expect 0 "nodes                3" $s "$dir/e.csv" network --nodes "$dir/n.csv" --without b
expect 2 'has no column "to"' $s "$dir/n.csv" network --from id
expect 2 "is no p value" $s "$dir/a.csv" adjust --p before
expect 1 "--mean1 is to be a figure as it is printed" $s summary --n 20 --mean1 high --sd1 2 --mean2 3 --sd2 2
expect 1 "needs --n (one group" $s summary --mean1 1 --sd1 2 --mean2 3 --sd2 2
expect 1 "summary: too few values" $s summary --n1 20 --n2 20 --mean1 3.1
expect 1 "--ci is the lower" $s summary --n 20 --diff 3 --ci 5,1
expect 0 "p not reproduced; possible reason" $s summary --n1 22 --mean1 60 --sd1 9 --n2 22 --mean2 68 --sd2 11 --p .006
expect 0 "p reproduced (Welch's t)" $s summary --n1 73 --mean1 14.2 --sd1 4.3 --n2 36 --mean2 15.2 --sd2 3.6 --p .21
expect 0 '"verdict":' $s summary --n 121 --mean1 3.31 --sd1 1.30 --mean2 9.58 --sd2 1.73 --d .752 --json && expect_json summary
$s "$dir/a.csv" describe --columns before-after --json >"$dir/1" && tr ';' '\t' <"$dir/a.csv" | $s - describe --columns before-after --json >"$dir/2"
cmp -s "$dir/1" "$dir/2" || { echo "FAIL: tabs or standard input give other figures"; failures=$((failures + 1)); }
finish
