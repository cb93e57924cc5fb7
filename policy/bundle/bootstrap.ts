/** What the installer can be asked to do; see scripts/host/10-core.sh. */
export type Mode = "apply" | "check" | "remove" | "prune";

// Reads the document from standard input, takes the installer out of its own line, runs it, cleans up. It is the
// guard too: when the installer is killed, it starts it again to put the old state back. perl-base is on every
// supported host, and one perl start is cheaper than a JSON reader. No single quote inside.
const guard = `
$SIG{HUP}=$SIG{PIPE}="IGNORE";
$b=join"",<STDIN>;
($i)=$b=~/^"installer":"(.*)",?$/m or die"no bundle on standard input\\n";
$i=~s/\\\\(.)/$1 eq"n"?"\\n":$1 eq"t"?"\\t":$1/ge;
chomp($d=\`mktemp -d /var/tmp/wazuh-active-response.XXXXXX\`);
-d$d or die"no room in /var/tmp\\n";
sub w{open F,">","$d/$_[0]"and print F $_[1]and close F or die"$d: $!\\n"}
w(run=>$i);w(bundle=>$b);
sub r{system"sh","$d/run",$_[0],$d;$?}
$s=r(MODE);r("recover")if$s&127;
system"rm","-rf",$d;
exit($s&127?70:$s>>8)`;

/**
 * The command that a host runs: constant for a mode, short, without any data.
 * @param sudo runs it by `sudo -n`, for a user that is not root.
 */
export function bootstrap(mode: Mode, sudo: boolean): string {
  const program = guard.trim().replace(/\n/g, "").replace("MODE", `"${mode}"`);
  return `${sudo ? "sudo -n " : ""}perl -e '${program}'`;
}
