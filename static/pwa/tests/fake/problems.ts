export const slugged = (slug: string, status: number, facts: Record<string, unknown> = {}) => ({
  type: `/problems/${slug}`,
  title: slug,
  status,
  ...facts,
});
