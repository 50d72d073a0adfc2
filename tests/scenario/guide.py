"""What a reader of a guide does, in order, one file a step in a folder:

    NN.do    a command: an indented line, or `gongshi ...`, `git clone ...`
             in the text; then what it must say, “in quotes” behind its #,
             one a line
    NN.file  the text of a file: a fenced block
    NN.map   lines of a map of columns: a fenced block that begins so
    NN.code  a code of a table and the words that stand beside it

guide.py GUIDE FOLDER"""
import os
import re
import sys

guide, folder = sys.argv[1:]
steps = []
fence = None


def step(sort, text):
    steps.append((sort, text + "\n"))


for line in open(guide, encoding="utf-8"):
    line = line.rstrip("\n")
    if line.startswith("```"):
        if fence is not None:
            step("map" if fence[0] == "columns:" else "file",
                 "\n".join(fence))
        fence = [] if fence is None else None
    elif fence is not None:
        fence.append(line)
    elif line.startswith("    "):
        command, _, note = line.strip().partition(" #")
        step("do", "\n".join([command.strip(), *re.findall("“(.+?)”", note)]))
    else:
        if found := re.match(r"\| ([A-Z]\d+) (.+?) \|", line):
            step("code", "\n".join([found[1], *found[2].split()]))
        for command in re.findall("`((?:gongshi|git clone) .+?)`", line):
            step("do", command)
os.makedirs(folder)
for i, (sort, text) in enumerate(steps):
    with open(f"{folder}/{i:02}.{sort}", "w", encoding="utf-8") as out:
        out.write(text)
