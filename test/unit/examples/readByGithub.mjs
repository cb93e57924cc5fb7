// Reads a workflow by the parser of GitHub's own editor tools and prints what it says, as JSON. Bundled by the test: on Node 20 the
// package cannot be imported as it is.
import { readFileSync } from "node:fs";

import { convertWorkflowTemplate, parseWorkflow } from "@actions/workflow-parser";
import { NoOperationTraceWriter } from "@actions/workflow-parser/templates/trace-writer";

const content = readFileSync(0, "utf8");
const read = parseWorkflow({ name: "workflow", content }, new NoOperationTraceWriter());
const errors = read.context.errors.getErrors().map(({ message }) => message);
const whole = convertWorkflowTemplate(read.context, read.value);
whole.then(({ jobs = [] }) => {
  process.stdout.write(JSON.stringify({ errors, jobs: jobs.map(({ id }) => id.value) }));
});
