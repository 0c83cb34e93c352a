#!/usr/bin/env bash
# Starts a complete mail system on loopback: Postfix takes mail in and submissions, Dovecot keeps the mailboxes.
#
#   up.sh DIR [BASE]            everything lives in DIR; ports are BASE … BASE+15 (found by itself when left out)
#   up.sh --watch PID DIR …     also stops and removes the lab as soon as process PID is gone
#   up.sh --account ADDRESS …   one more mailbox at bank.test or cust.test; at most three of them
#
# Running it again on the same DIR changes nothing and prints the same. Needs root, bash, openssl, dovecot-core,
# dovecot-imapd, dovecot-lmtpd, postfix; no systemd. Prints KEY=value lines, the same as in DIR/env.
#
# Accounts (password `secret-<local part>`): desk, alerts, bench @bank.test; customer, other @cust.test.
#   desk+anything@bank.test   reaches desk            ghost@bank.test    accepted, then bounced (RFC 3464)
#   x@reject.test             550 at RCPT             x@slow.test        450 at RCPT
#   x@sink.test               accepted and discarded
#
# Who wrote a mail is reported in Authentication-Results of mail.bank.test; every such header that comes in is removed.
#   log-in, From equals the log-in          dmarc=pass
#   log-in, another From                    dmarc=fail
#   no log-in (port 25)                     dmarc=fail
# A submission (bench excepted, so that its rates measure the client) goes once through a loop-back port of its owner,
# whose cleanup knows the one From that may pass.
set -euo pipefail

say() { printf 'mail lab: %s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }

watched=
more=()
while [ $# -gt 0 ]; do
    case $1 in
        --watch) watched=${2:?--watch needs a process id}; shift 2 ;;
        --account)
            [[ ${2:-} =~ ^[a-z0-9]+@(bank|cust)\.test$ ]] || { say "--account needs letters or digits at bank.test or cust.test"; exit 2; }
            more+=("$2"); shift 2 ;;
        --) shift; break ;;
        -*) say "unknown option $1"; exit 2 ;;
        *) break ;;
    esac
done
[ $# -ge 1 ] || { say "usage: up.sh [--watch PID] [--account ADDRESS]... DIR [BASE]"; exit 2; }
[ ${#more[@]} -le 3 ] || { say "at most three more mailboxes"; exit 2; }
[ "$(id -u)" = 0 ] || fail "needs root: mail servers change users"
for program in dovecot postfix postconf openssl; do
    command -v "$program" >/dev/null || fail "$program is not installed (see Tests/apt.txt)"
done
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)

alive() { [ -s "$1" ] && kill -0 "$(tr -d ' \n' <"$1")" 2>/dev/null; }
dovecot_pid=$dir/dovecot/run/master.pid
postfix_pid=$dir/postfix/queue/pid/master.pid
if [ -s "$dir/env" ] && alive "$dovecot_pid" && alive "$postfix_pid"; then
    cat "$dir/env"
    exit 0
fi

# ---- ports -------------------------------------------------------------------------------------------------------
# Sixteen in a row that nobody listens on, below the range the kernel hands out.
in_use() { awk -v want="$(printf ':%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == want { found = 1 } END { exit !found }' /proc/net/tcp /proc/net/tcp6; }
range_free() { local p; for p in $(seq "$1" $(($1 + 15))); do in_use "$p" && return 1; done; return 0; }
base=${2:-}
if [ -z "$base" ]; then
    for _ in $(seq 200); do
        base=$((20000 + (RANDOM % 780) * 16))
        range_free "$base" && break
        base=
    done
    [ -n "$base" ] || fail "no sixteen free ports in a row"
fi
imap=$base imaps=$((base + 1)) lmtp=$((base + 2)) smtp=$((base + 3)) submission=$((base + 4)) submissions=$((base + 5))
stamp_first=$((base + 8))

mail_id=5000
mkdir -p "$dir"/{tls,log,mail} "$dir"/dovecot/run "$dir"/postfix/{conf,queue,data}
chmod 755 "$dir" "$dir"/{tls,log,mail,dovecot,postfix}
chown "$mail_id:$mail_id" "$dir/mail"
chown postfix "$dir/postfix/data"

# ---- certificates: an authority and one server certificate, and a second authority that signed nothing ------------
if [ ! -s "$dir/tls/server.pem" ]; then
    (
        cd "$dir/tls"
        key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
        for name in ca stranger; do
            openssl req -x509 "${key[@]}" -days 30 -subj "/CN=mail lab $name" -keyout "$name.key" -out "$name.pem" \
                -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
        done
        openssl req "${key[@]}" -subj /CN=localhost -keyout server.key -out server.csr
        printf 'subjectAltName=DNS:localhost,DNS:mail.bank.test,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' >server.ext
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile server.ext -out server.pem
        chmod 644 ./*.pem
        chmod 600 ./*.key
    ) >"$dir/log/openssl.log" 2>&1 || fail "openssl failed, see $dir/log/openssl.log"
fi

# ---- Dovecot -----------------------------------------------------------------------------------------------------
accounts=(desk@bank.test alerts@bank.test bench@bank.test customer@cust.test other@cust.test "${more[@]}")
: >"$dir/dovecot/users"
for account in "${accounts[@]}"; do
    printf '%s:{PLAIN}secret-%s:%s:%s::%s::\n' "$account" "${account%%@*}" $mail_id $mail_id "$dir/mail/$account" >>"$dir/dovecot/users"
    mkdir -p "$dir/mail/$account/Maildir"/{cur,new,tmp}
    chown -R "$mail_id:$mail_id" "$dir/mail/$account"
done
chgrp dovecot "$dir/dovecot/users"
chmod 640 "$dir/dovecot/users"
cat >"$dir/dovecot/dovecot.conf" <<CONF
instance_name = parley-mail-lab-$base
base_dir = $dir/dovecot/run
state_dir = $dir/dovecot
log_path = $dir/log/dovecot.log
listen = 127.0.0.1
protocols = imap lmtp
ssl = required
ssl_cert = <$dir/tls/server.pem
ssl_key = <$dir/tls/server.key
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_uid = $mail_id
mail_gid = $mail_id
first_valid_uid = $mail_id
mail_max_userip_connections = 100
mail_fsync = optimized
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
lmtp_hdr_delivery_address = original
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u $dir/dovecot/users
}
userdb {
  driver = passwd-file
  args = username_format=%u $dir/dovecot/users
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = $imaps
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $lmtp
  }
}
service auth {
  unix_listener $dir/postfix/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
protocol lmtp {
  ssl = no
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \Sent
  }
  mailbox Archive {
    auto = create
    special_use = \Archive
  }
  mailbox Quarantine {
    auto = create
  }
}
CONF

# ---- Postfix -----------------------------------------------------------------------------------------------------
conf=$dir/postfix/conf
mailboxes=; owners=; routes=
: >"$conf/owners"
for index in "${!accounts[@]}"; do
    account=${accounts[$index]}
    mailboxes+=" {$account=x}"
    local_part=${account%%@*} domain=${account#*@}
    printf '/^(%s)(\\+[^@]*)?@%s$/ ${1}@%s\n' "$local_part" "${domain//./\\.}" "$domain" >>"$conf/owners"
    [ "$local_part" = bench ] || routes+=" {$account=FILTER stamp:[127.0.0.1]:$((stamp_first + index))}"
    cat >"$conf/headers-$local_part" <<CONF
/^Authentication-Results[[:space:]]*:/ IGNORE
/^From:[^@<>]*<?($local_part)@${domain//./\\.}>?[[:space:]]*\$/ PREPEND Authentication-Results: mail.bank.test; dmarc=pass header.from=$domain
/^From:.*@([a-z0-9.-]+)/ PREPEND Authentication-Results: mail.bank.test; dmarc=fail header.from=\$1
/^From:/ PREPEND Authentication-Results: mail.bank.test; dmarc=fail
CONF
done
printf '/^Authentication-Results[[:space:]]*:/ IGNORE\n' >"$conf/headers-submission"
cat >"$conf/headers-foreign" <<'CONF'
/^Authentication-Results[[:space:]]*:/ IGNORE
/^From:.*@([a-z0-9.-]+)/ PREPEND Authentication-Results: mail.bank.test; dmarc=fail header.from=$1
/^From:/ PREPEND Authentication-Results: mail.bank.test; dmarc=fail
CONF
cat >"$conf/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $dir/postfix/queue
data_directory = $dir/postfix/data
command_directory = $(postconf -d -h command_directory)
daemon_directory = $(postconf -d -h daemon_directory)
mail_owner = postfix
setgid_group = postdrop
maillog_file = $dir/log/postfix.log
maillog_file_prefixes = $dir/log
myhostname = mail.bank.test
mydomain = bank.test
myorigin = bank.test
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtputf8_enable = yes
message_size_limit = 36700160
mailbox_size_limit = 0
recipient_delimiter = +
notify_classes =
alias_maps =
alias_database =
maximal_queue_lifetime = 1h
bounce_queue_lifetime = 1h
header_checks = regexp:$conf/headers-foreign
# Only the mail's own header is judged, never that of a mail attached to it.
mime_header_checks =
nested_header_checks =
virtual_mailbox_domains = bank.test, cust.test
virtual_mailbox_maps = inline:{$mailboxes {ghost@bank.test=x} }
virtual_transport = lmtp:inet:127.0.0.1:$lmtp
relay_domains = reject.test, slow.test, sink.test
transport_maps = inline:{ {reject.test=error:5.1.1 no such mailbox} {slow.test=retry:4.2.2 mailbox is full} {sink.test=discard:} }
# Nothing leaves this machine.
default_transport = error:5.7.1 this lab relays nowhere
relay_transport = error:5.7.1 this lab relays nowhere
local_transport = error:5.7.1 this lab has no local users
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_error_sleep_time = 0
smtpd_tls_cert_file = $dir/tls/server.pem
smtpd_tls_key_file = $dir/tls/server.key
smtpd_tls_security_level = may
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = $dir/postfix/auth
smtpd_relay_restrictions = reject_unauth_destination
smtpd_sender_login_maps = regexp:$conf/owners
lmtp_destination_concurrency_limit = 10
lmtp_destination_recipient_limit = 1
stamp_destination_concurrency_limit = 10
login_stamps = inline:{$routes }
CONF
submission_options() {
    cat <<CONF
  -o cleanup_service_name=cleanup-submission
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_sender_restrictions=reject_sender_login_mismatch
  -o { smtpd_data_restrictions = check_sasl_access \$login_stamps }
CONF
}
{
    cat <<CONF
127.0.0.1:$smtp inet n - n - - smtpd
127.0.0.1:$submission inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
$(submission_options)
127.0.0.1:$submissions inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
$(submission_options)
cleanup-submission unix n - n - 0 cleanup
  -o header_checks=regexp:$conf/headers-submission
stamp unix - - n - - smtp
CONF
    for index in "${!accounts[@]}"; do
        local_part=${accounts[$index]%%@*}
        cat <<CONF
127.0.0.1:$((stamp_first + index)) inet n - n - - smtpd
  -o cleanup_service_name=cleanup-$local_part
  -o mynetworks=127.0.0.0/8
  -o smtpd_relay_restrictions=permit_mynetworks,reject
  -o smtpd_recipient_restrictions=permit_mynetworks,reject
  -o receive_override_options=no_unknown_recipient_checks
  -o smtpd_tls_security_level=none
cleanup-$local_part unix n - n - 0 cleanup
  -o header_checks=regexp:$conf/headers-$local_part
CONF
    done
    cat <<'CONF'
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp flags=DO
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
CONF
} >"$conf/master.cf"

# ---- start -------------------------------------------------------------------------------------------------------
# Output goes to files: a daemon that keeps a caller's pipe open would hang the caller.
alive "$dovecot_pid" || dovecot -c "$dir/dovecot/dovecot.conf" </dev/null >"$dir/log/dovecot.out" 2>&1 || fail "dovecot: $(tail -n 3 "$dir/log/dovecot.out")"
alive "$postfix_pid" || postfix -c "$conf" start </dev/null >"$dir/log/postfix.out" 2>&1 || fail "postfix: $(tail -n 3 "$dir/log/postfix.out" "$dir/log/postfix.log")"
for port in $imap $imaps $lmtp $smtp $submission $submissions $stamp_first; do
    for _ in $(seq 200); do
        in_use "$port" && continue 2
        sleep 0.05
    done
    "$here/down.sh" "$dir"
    fail "port $port did not open within 10 s, see $dir/log"
done

cat >"$dir/env" <<CONF
LAB_DIR=$dir
LAB_HOST=localhost
LAB_CA=$dir/tls/ca.pem
LAB_STRANGER_CA=$dir/tls/stranger.pem
LAB_IMAP_PORT=$imap
LAB_IMAPS_PORT=$imaps
LAB_LMTP_PORT=$lmtp
LAB_SMTP_PORT=$smtp
LAB_SUBMISSION_PORT=$submission
LAB_SUBMISSIONS_PORT=$submissions
LAB_AUTHSERV_ID=mail.bank.test
CONF

# ---- watch -------------------------------------------------------------------------------------------------------
# A process id may be given to another process; with its start time it is unmistakable.
born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
if [ -n "$watched" ]; then
    stamp=$(born "$watched")
    [ -n "$stamp" ] || { "$here/down.sh" --wipe "$dir"; fail "process $watched, to be watched, is not there"; }
    (
        trap '' HUP
        while [ "$(born "$watched")" = "$stamp" ] && [ -s "$dir/env" ]; do sleep 0.5; done
        [ -s "$dir/env" ] && exec "$here/down.sh" --wipe "$dir"
    ) </dev/null >/dev/null 2>&1 &
    printf '%s\n' $! >"$dir/watch.pid"
fi
cat "$dir/env"
