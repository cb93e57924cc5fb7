# Puppet owns a manager's ossec.conf by concat (puppetlabs-concat); this program's part of it stays as the last `pulumi up` left it.
# The installer keeps that part on the manager in a file of its own, which is the first fragment: so a run of Puppet changes nothing
# of it, takes nothing away, and has no copy that could be old (docs/beside-other-tools.md). Try it with --noop first.
# The second source is an empty file, for a manager that has no part.
file { '/var/lib/wazuh-active-response.none':
  ensure  => file,
  content => '',
}

concat { '/var/ossec/etc/ossec.conf':
  owner => 'root',
  group => 'wazuh',
  mode  => '0660',
}

concat::fragment { 'wazuh-active-response':
  target  => '/var/ossec/etc/ossec.conf',
  order   => '00',
  source  => [
    '/var/lib/wazuh-active-response/ossec.conf.part',
    '/var/lib/wazuh-active-response.none',
  ],
  require => File['/var/lib/wazuh-active-response.none'],
}

concat::fragment { 'ossec.conf':
  target  => '/var/ossec/etc/ossec.conf',
  order   => '10',
  content => @(CONF),
    <ossec_config>
      <!-- Puppet's own: all that stands in your fragments today, without what `active-response adopt` has taken over. -->
      <global>
        <email_notification>no</email_notification>
      </global>
      <localfile>
        <log_format>syslog</log_format>
        <location>/var/ossec/logs/active-responses.log</location>
      </localfile>
    </ossec_config>
    | CONF
}

# Tests the file first and leaves wazuh-execd running; a restart does neither, and lifts the manager's own timed blocks.
exec { '/var/ossec/bin/wazuh-control reload':
  refreshonly => true,
  subscribe   => Concat['/var/ossec/etc/ossec.conf'],
}
