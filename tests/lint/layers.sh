#!/bin/bash
# layers.sh - who may include whom, one gate per library, and system calls,
# threads and memory in their folders only.
#
# Two looks: at the #include lines, and, where objects are built, at the
# symbols that they leave undefined, which no macro hides.
set -u
cd "$(dirname "$0")/../.." || exit 3
B=${B:-build}
bad=$(mktemp)
trap 'rm -f "$bad"' EXIT

mapfile -t files < <(find gen -name '*.[ch]' | sort)
[ "${#files[@]}" -gt 0 ] || { echo "no sources"; exit 1; }

awk '
BEGIN {
	may["base"] = "base"
	may["os"] = may["search"] = may["text"] = "base"
	may["model"] = "base text"
	may["repo"] = may["publish"] = "base os"
	may["store"] = "base os model"
	may["render"] = "base text search model"
	may["build"] = "base os search repo model store render publish"
	may["cmd"] = "*"; may["."] = "*"
	gate["git2.h"] = "repo"; gate["lmdb.h"] = "store"
	gate["cmark.h"] = gate["yaml.h"] = "text"
	gate["zip.h"] = gate["expat.h"] = "text"
	gate["zlib.h"] = gate["brotli.h"] = "build"
	gate["xxhash.h"] = gate["utf8proc.h"] = gate["openssl.h"] = "base"
	gate["microhttpd.h"] = "os"
	# Everything of the C library that reaches the system or threads.
	n = split("unistd.h fcntl.h pthread.h threads.h semaphore.h " \
	          "stdatomic.h dirent.h fts.h ftw.h glob.h poll.h signal.h " \
	          "sched.h spawn.h syslog.h termios.h time.h locale.h " \
	          "utime.h setjmp.h dlfcn.h", sys, " ")
	for (i = 1; i <= n; i++) system_header[sys[i]] = 1
}
function wrong(why) { print FILENAME ":" FNR ": " why; }
/^[ \t]*#[ \t]*include/ {
	folder = FILENAME
	sub(/^gen\//, "", folder)
	if (!sub(/\/.*/, "", folder)) folder = "."
	if (!(folder in may)) {
		wrong("folder gen/" folder " is unknown")
		next
	}
	if ($0 ~ /</) {
		header = $0; sub(/.*</, "", header); sub(/>.*/, "", header)
		top = header; sub(/^git2\/.*/, "git2.h", top)
		sub(/^openssl\/.*/, "openssl.h", top)
		sub(/^brotli\/.*/, "brotli.h", top)
		if (top in gate && gate[top] != folder)
			wrong("<" header "> belongs to gen/" gate[top] "/ only")
		if ((header in system_header || header ~ /^sys\// ||
		     header ~ /^linux\//) && folder != "os" &&
		    folder != "base" &&
		    !(header == "signal.h" && folder == "."))
			wrong("<" header "> belongs to gen/os/ and " \
			      "gen/base/ only")
		next
	}
	header = $0; sub(/[^"]*"/, "", header); sub(/".*/, "", header)
	to = header
	if (!sub(/\/.*/, "", to)) {
		wrong("write the include from gen/: \"" header "\"")
		next
	}
	if (to == folder || may[folder] == "*") next
	if (folder == "render" && header == "store/snapshot.h") next
	if ((" " may[folder] " ") !~ (" " to " "))
		wrong("gen/" folder "/ may not include gen/" to "/")
}' "${files[@]}" >"$bad"

# Symbols.  cmd prints; main exits; base holds the memory.
system='open|openat|open64|openat64|creat|read|write|pread|pwrite|pread64'
system+='|pwrite64|close|lseek|lseek64|fsync|fdatasync|rename|renameat'
system+='|renameat2|unlink|unlinkat|rmdir|mkdir|mkdirat|opendir|readdir'
system+='|readdir64|stat|fstat|lstat|fstatat|stat64|fstat64|lstat64'
system+='|access|chmod|fchmod|symlink|link|mmap|mmap64|munmap|flock|fcntl'
system+='|fcntl64|fopen|fopen64|fdopen|freopen|tmpfile|mkstemp|mkdtemp'
system+='|realpath|getcwd|chdir|fork|execv.*|execl.*|system|popen|getpid'
system+='|getuid|kill|signal|sigaction|pthread_.*|thrd_.*|mtx_.*|cnd_.*'
system+='|time|clock_gettime|gettimeofday|localtime.*|gmtime.*|mktime'
system+='|nanosleep|usleep|sleep|sysconf|getenv|secure_getenv|setlocale'
system+='|isatty|ioctl|getrusage|rand|random|srand|getrandom'
output='printf|vprintf|fprintf|vfprintf|__printf_chk|__fprintf_chk|puts'
output+='|putchar|fputs|fputc|putc|fwrite|perror|stdout|stderr|exit|_exit'
memory='malloc|calloc|realloc|reallocarray|strdup|strndup|asprintf'
memory+='|vasprintf|__asprintf_chk|posix_memalign|aligned_alloc|memalign'

# Sanitized objects call helpers of the compiler; the plain ones are judged.
if [ "$B" = build ] && [ -f build/libgongshi.a ]; then
	objects=()
	for f in "${files[@]}"; do
		o=${f#gen/}
		o=build/${o%.c}.o
		case $f in *.h | gen/base/*) continue ;; esac
		[ -f "$o" ] && objects+=("$o")
	done
	nm -uA "${objects[@]}" | awk -v system_="$system" -v memory="$memory" \
		-v output="$output" '
	function only(what, whose) {
		if (symbol ~ ("^(" what ")$"))
			print object ": calls " symbol \
			    ", which belongs to " whose
	}
	{
		object = symbol = $0
		sub(/:.*/, "", object)
		sub(/.* /, "", symbol); sub(/@.*/, "", symbol)
		if (object ~ /^build\/os\//) {
			only(memory, "gen/base/")
		} else if (object ~ /^build\/(cmd\/|main)/) {
			only(memory "|fork|execv.*|pthread_.*",
			     "gen/base/ and gen/os/")
		} else {
			only(system_ "|" memory, "gen/base/ and gen/os/")
			only(output, "gen/cmd/ and gen/main.c")
		}
	}' >>"$bad"
fi
sort -u "$bad"
[ ! -s "$bad" ]
