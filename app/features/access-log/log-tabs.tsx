import { TabLinks } from "~/ui/tab-links";

const PATH = "/settings/access-log";
const HREFS = { access: PATH, questions: `${PATH}?of=questions` } as const;

/** The two logs that administrators read. */
export const LogTabs = ({ of }: { readonly of: keyof typeof HREFS }) => (
  <TabLinks
    label="Logs"
    tabs={[
      { href: HREFS.access, label: "Access" },
      { href: HREFS.questions, label: "Questions of researchers" },
    ]}
    current={HREFS[of]}
  />
);
