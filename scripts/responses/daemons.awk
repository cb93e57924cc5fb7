# Written by tools/generate/daemonTable.ts from policy/provenance; edit it there. Lines that daemons write, and what they prove.

function daemon_table() {
  if (daemons_known) return
  daemon("PAM", "^[^ ]+$", "^pam_[a-z0-9_]+[(][^ ()]+[)]: ", "auth")
  proof("^pam_[^ \t]+[(][^ \t]+[)]: authentication failure; logname=[^ \t=]* uid=[0-9]+ euid=[0-9]+ tty=[^ \t=]* ruser=[^ \t=]* rhost=ADDRESS_HERE[ \t]*$")
  proof("^pam_[^ \t]+[(][^ \t]+[)]: authentication failure; logname=[^ \t=]* uid=[0-9]+ euid=[0-9]+ tty=[^ \t=]* ruser=[^ \t=]* rhost=ADDRESS_HERE [ \t]*user=NAME_HERE[ \t]*$")
  daemon("sshd", "^sshd(-session|-auth)?$", "", "auth")
  proof("^(Invalid|Illegal) user .* from ADDRESS_HERE( port [0-9]+)?( [[]preauth])?$", " from ", 1)
  proof("^Failed [^ \t]+ for (invalid|illegal) user .* from ADDRESS_HERE port [0-9]+ ssh2(( [[]preauth])?|: .*)$", " from ", 1)
  proof("^Postponed keyboard-interactive([/][^ \t]+)? for (invalid|illegal) user .* from ADDRESS_HERE port [0-9]+ ssh2( [[]preauth])?$", " from ", 1)
  proof("^(Disconnected from|Connection closed by|Connection reset by) invalid user [^ \t]+ ADDRESS_HERE port [0-9]+( [[]preauth])?$")
  proof("^Disconnecting invalid user [^ \t]+ ADDRESS_HERE port [0-9]+(: Too many authentication failures( for [^ \t]+)?( [[]preauth])?|: Change of username or service not allowed: [(][^ \t]+( -> [(][^ \t]+)?( [[]preauth])?)$")
  proof("^Failed (password|keyboard-interactive([/][^ \t]+)?) for NAME_HERE from ADDRESS_HERE port [0-9]+ ssh2( [[]preauth])?$")
  proof("^error: PAM: Authentication error for NAME_HERE from ADDRESS_HERE( [[]preauth])?$")
  proof("^error: PAM: Authentication [^ \t]+ for NAME_HERE from ADDRESS_HERE( [[]preauth])?$")
  proof("^Failed [^ \t]+ for NAME_HERE from ADDRESS_HERE port [0-9]+ ssh2(( [[]preauth])?|: .*)$")
  proof("^error: maximum authentication attempts exceeded for NAME_HERE from ADDRESS_HERE port [0-9]+ ssh2( [[]preauth])?$")
  proof("^User NAME_HERE from ADDRESS_HERE not allowed because (not listed in AllowUsers|listed in DenyUsers|a group is listed in DenyGroups|not in any group|none of user\047s groups are listed in AllowGroups|account is locked|shell [^ \t]+ does not exist|shell [^ \t]+ is not executable)$")
  proof("^Did not receive identification string from ADDRESS_HERE( port [0-9]+)?$")
  proof("^Bad protocol version identification \047.*\047 from ADDRESS_HERE( port [0-9]+)?$")
  proof("^scanned from ADDRESS_HERE with SSH-[^ \t]+-AKASSH_Version_Mapper1[.]  Don\047t panic[.]$")
  proof("^reverse mapping checking getaddrinfo for [^ \t]+ [[]ADDRESS_HERE] failed - POSSIBLE BREAK-IN ATTEMPT!$")
  proof("^Accepted [^ \t]+ for NAME_HERE from ADDRESS_HERE port [0-9]+ ssh2(( [[]preauth])?|: .*)$")
  daemon("dropbear", "^dropbear$", "", "auth")
  proof("^(Bad |bad )(PAM )?password attempt for \047NAME_HERE\047 from ADDRESS_HERE:[0-9]+$")
  proof("^(Login|login) attempt for nonexistent user from ADDRESS_HERE:[0-9]+$")
  daemon("dovecot", "^dovecot$", "", "mail")
  proof("^[^<>:() ]*-login: (Aborted login|Login aborted|Disconnected)[^<>]*: user=<[^<>()]*>(, method=[^<>,= ]*)?, rip=ADDRESS_HERE, lip=.*$", "rip=", 1)
  proof("^[^<>:() ]*-login: (Aborted login|Login aborted|Disconnected)[^<>]*: user=<PLAIN_NAME_HERE>(, method=[^<>,= ]*)?, rip=ADDRESS_HERE, lip=.*$", "rip=", 1)
  proof("^(auth|auth-worker)[(]default[)]: [^,() ]*[(][^,() ]*,ADDRESS_HERE[)]: (pam_authenticate[(][)] failed: )?(unknown user|user not found|User not known)[^(),]*$")
  proof("^(auth|auth-worker)[(]default[)]: [^,() ]*[(]PLAIN_NAME_HERE,ADDRESS_HERE[)]: (pam_authenticate[(][)] failed: )?(unknown user|user not found|User not known)[^(),]*$")
  proof("^(auth|auth-worker)[(]default[)]: [^,() ]*[(][^,() ]*,ADDRESS_HERE[)]: (pam_authenticate[(][)] failed: )?(Password mismatch)[^(),]*$")
  proof("^(auth|auth-worker)[(]default[)]: [^,() ]*[(]PLAIN_NAME_HERE,ADDRESS_HERE[)]: (pam_authenticate[(][)] failed: )?(Password mismatch)[^(),]*$")
  proof("^[^<>:() ]*-login: Login: user=<PLAIN_NAME_HERE>(, method=[^<>,= ]*)?, rip=ADDRESS_HERE, lip=.*$", "rip=", 1)
  daemon("postfix", "^postfix", "", "mail")
  proof("^warning: [^][ ]*[[]ADDRESS_HERE](:[0-9]+)?: SASL .*$")
  proof("^([^ \t]+: )?NOQUEUE: reject: [^ \t]+ from [^][ ]*[[]ADDRESS_HERE]: .*$")
  proof("^([^ \t]+: )?NOQUEUE: reject: [^ \t]+ from [^][ ]*[[]ADDRESS_HERE]:[0-9]+: .*$", "]: ", 0)
  proof("^warning: Illegal address syntax from [^][ ]*[[]ADDRESS_HERE] in .*$")
  proof("^warning: hostname [^ \t]+ does not resolve to address ADDRESS_HERE(: [^][]*)?$")
  proof("^warning: ADDRESS_HERE: hostname [^ \t]+ verification failed(: [^][]*)?$")
  proof("^too many errors after [^ \t]+ from [^][ ]*[[]ADDRESS_HERE]$")
  daemon("sendmail", "^(sendmail|sm-mta|sm-acceptingconnections)$", "", "mail")
  proof("^[^ \t]+: ruleset=[^, ]*, arg1=.*, relay=([^][, ]* )?[[]ADDRESS_HERE]( [(]may be forged[)])?, reject=.*$", "relay=", 1)
  proof("^[^ \t]+: rejecting commands from [^][ ]* [[]ADDRESS_HERE]( [(]may be forged[)])? due to [^][]*$")
  daemon("courier", "^(pop3d|imapd|courierpop3login|courier-pop3|courier-imap|imaplogin)", "", "mail")
  proof("^LOGIN FAILED, (.*, )?ip=[[]ADDRESS_HERE]$")
  proof("^Login failed user=.* host=([^][ ]* )?[[]ADDRESS_HERE]$")
  daemon("proftpd", "^proftpd$", "", "ftp")
  proof("^([[][^][ ]*]: )?[^ \t]+ [(][^][() ]*[[]ADDRESS_HERE][)].*$")
  daemon("pure-ftpd", "^pure-ftpd$", "^[(]", "ftp")
  proof("^[(][^@() ]*@ADDRESS_HERE[)] [[]WARNING] .*$")
  daemon("vsftpd", "", "^[A-Z][a-z][a-z] [A-Z][a-z][a-z] [ 0-9]?[0-9] [0-9:]+ [0-9]+ [[]pid [0-9]+] ", "ftp")
  proof("^[^ \t]+ [^ \t]+ ( )?[0-9]+ [^ \t]+ [0-9]+ [[]pid [0-9]+] [[][^][]*] FAIL LOGIN: Client \"ADDRESS_HERE\"$")
  proof("^[^ \t]+ [^ \t]+ ( )?[0-9]+ [^ \t]+ [0-9]+ [[]pid [0-9]+] [[]PLAIN_NAME_HERE] FAIL LOGIN: Client \"ADDRESS_HERE\"$")
  daemon("apache errors", "", "^[[][A-Z][a-z][a-z] [A-Z][a-z][a-z] ", "webErrors")
  proof("^[[][^][]*] [[][^][ ]*] [[]pid [^][]*] ([^][()]*[(][0-9]+[)][^][]*: )?[[]client ADDRESS_HERE(:[0-9]+] |] ).*$", "[client ", 1)
  proof("^[[][^][]*] [[][^][ ]*] [[]pid [^][]*] ([^][()]*[(][0-9]+[)][^][]*: )?[[]client ADDRESS_HERE(:[0-9]+)?] [[]client ADDRESS_HERE] ModSecurity: .*$", "[client ", 2)
  daemon("nginx errors", "", "^[0-9]+/[0-9]+/[0-9]+ [0-9:]+ [[][a-z]+] ", "webErrors")
  daemon("web access", "", "^([^ ]+:[0-9]+ )?[0-9A-Fa-f.:]+ [^ ]+ ", "webAccess")
  proof("^([^: ]*:[0-9]+ )?ADDRESS_HERE [^ .:]* .*$")
}

# is_in_table(RULE): 1 for a stock rule whose events are lines of these daemons, or count such lines.
function is_in_table(rule) {
  return index(" 3102 3103 3104 3105 3106 3107 3108 3151 3152 3153 3154 3155 3156 3158 3301 3302 3303 3304 3305 3306 3332 3335 3351 3352 3353 3354 3355 3356 3357 3396 3398 3601 3651 3902 3910 5503 5551 5701 5702 5703 5706 5710 5712 5715 5716 5718 5719 5720 5731 5758 5760 5763 9701 9702 9705 9707 9750 9751 10100 11203 11204 11251 11302 11306 11403 11451 17101 17102 30305 30306 30307 30309 30310 30315 30316 30317 30318 30411 31101 31103 31104 31105 31106 31109 31110 31115 31120 31121 31122 31123 31151 31152 31153 31154 31161 31162 31163 31164 31165 31166 31167 31168 31169 31170 31171 31501 31502 31503 31504 31505 31506 31507 31508 31509 31510 31512 31513 31514 31515 31516 31530 31533 31550 40101 40111 40112 40501 51003 51007 51011 51093 60204 99903 99904 99905 99906 99911 99912 ", " " rule " ") > 0
}

# is_exposed(RULE): 1 for a stock rule whose address a client writes, and no form of the line proves.
function is_exposed(rule) {
  return index(" 411 1002 2501 2502 2963 2964 4101 4151 5707 5747 5748 6210 6211 6212 6250 6251 6252 9401 9403 11101 12108 12149 20100 20101 20151 30115 30116 31315 31316 31320 40601 80101 80102 81606 81607 81803 85005 85006 87301 87302 87502 87503 87507 87601 87602 87609 87610 87701 87702 88203 88212 ", " " rule " ") > 0
}
