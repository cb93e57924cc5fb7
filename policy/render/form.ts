/** How texts of scripts/responses are changed for another message of wazuh-execd than that of 4.14. */
export interface Form {
  /**
   * The text as the form has it.
   * @param path of a template or a part below scripts/.
   */
  change(path: string, text: string): string;
}

let current: Form | undefined;

/**
 * Renders in a form: every script and part that `render` reads is changed by it. What renders a script is not told which
 * message it will get, so that there is one renderer a kind, whatever the version.
 * @param render must not wait for anything: the form holds until it returns.
 */
export function inForm<Rendered>(form: Form, render: () => Rendered): Rendered {
  if (current)
    throw new Error("a form within a form: scripts are rendered for one version at a time");
  current = form;
  try {
    return render();
  } finally {
    current = undefined;
  }
}

/** The text of a file below scripts/ in the form that is asked for; as it is where none is. */
export function formed(path: string, text: string): string {
  return current ? current.change(path, text) : text;
}
