/** What the installer can be asked to do; see scripts/host/10-core.sh. */
export type Mode = "apply" | "check" | "remove" | "prune" | "secret" | "forget";

// Reads the document from standard input, unpacks the installer of its own line (or, for the steps that bring none, takes
// the one that the last apply left), runs it, cleans up. It is the guard too: when the installer ends in no
// planned way, it starts it again to put the old state back. The work goes on in a session of its own: a cut connection, or
// a sudo that is ended, does not reach it (by setsid, since perl knows it by a module alone that costs more than all the
// rest). Its folder is private, and in memory where /run is there and has room for what becomes of the bundle. perl-base,
// coreutils, util-linux and gzip are on every supported host. No single quote inside.
const guard = `
$SIG{$_}="IGNORE"for"HUP","PIPE";
$b=join"",<STDIN>;
sub e{print STDERR@_,"\\n";exit 65}
if(($z)=$b=~m!^"installer":\\{"\\w+":"([\\w+/=]+)"},?$!m){}
elsif($b=~/^\{"host"/){open F,"<","/var/lib/wazuh-active-response/installer"or exit;local$/;$i=<F>}
else{e"no bundle on standard input; nothing was changed"}
sub f{open F,">","$d/$_[0]"and print F $_[1]and close F}
for("/run","/var/tmp"){-d&&mkdir$d="$_/wazuh-active-response.".int rand 1e9,0700 or$d="",next;last if f(bundle=>$b)&&f(room=>0 x(4*length$b))&&unlink"$d/room";system"rm","-rf",$d;$d=""}
$d or e"no room in /run and /var/tmp (or not root); nothing was changed";
sub w{f(@_)or system("rm","-rf",$d),e"$d: $!; nothing was changed"}
if($z){w(z=>$z);$i=\`base64 -d $d/z|gzip -dc\`;$?and system("rm","-rf",$d),e"gzip ended with $?; nothing was changed"}
w(run=>$i);
sub r{system"sh","$d/run",$_[0],$d;$?&127?1:$?>>8}
$c=r(MODE);
if($c!~/^(0|2|6[459]|7[015])$/){$s=$c;$c=r("recover")||70;$c==70 or print STDERR"the run ended with $s, and what puts the old state back with $c; run again, it goes on from there\\n"}
system"rm","-rf",$d;
exit$c`;

// What is missing is said by name; the shell's own words would name a program, and no package.
const start =
  'command -v perl >/dev/null||{ echo "perl is missing; install perl-base (apt-get install perl-base) and run again; nothing was changed" >&2;exit 69;};exec perl -e "$0"';

/**
 * The command that a host runs: constant for a mode, short, without any data.
 * @param sudo runs it by `sudo -n`, for a user that is not root.
 */
export function bootstrap(mode: Mode, sudo: boolean): string {
  const program = guard.trim().replace(/\n/g, "").replace("MODE", `"${mode}"`);
  return `${sudo ? "sudo -n " : ""}setsid -fw sh -c '${start}' '${program}'`;
}
