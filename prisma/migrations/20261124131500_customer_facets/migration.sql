-- The kinds, products and tags in use, by branch: what lists and audiences offer to choose from. Reading them off the
-- customers themselves took three scans of the whole table for every page.
CREATE TABLE "customer_facet" (
    "branch_path" TEXT NOT NULL,
    "facet" TEXT NOT NULL CHECK ("facet" IN ('kind', 'product', 'tag')),
    "value" TEXT NOT NULL,

    CONSTRAINT "customer_facet_pkey" PRIMARY KEY ("branch_path", "facet", "value")
);
CREATE INDEX "customer_facet_branch_path_idx" ON "customer_facet"("branch_path" text_pattern_ops);

-- By statement and for whoever writes customers: imports, the API, forms. Values stay once they were used.
CREATE FUNCTION note_customer_facets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO customer_facet (branch_path, facet, value)
    SELECT DISTINCT c.branch_path, f.facet, f.value
    FROM changed c
    CROSS JOIN LATERAL (
        SELECT 'kind' AS facet, c.kind AS value WHERE c.kind IS NOT NULL
        UNION ALL SELECT 'product', unnest(c.products)
        UNION ALL SELECT 'tag', unnest(c.tags)
    ) f
    -- Known values take no lock; new ones in one order, so that two imports do not wait for each other in a ring.
    WHERE NOT EXISTS (SELECT FROM customer_facet k WHERE k.branch_path = c.branch_path AND k.facet = f.facet AND k.value = f.value)
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER customer_facets_of_new AFTER INSERT ON "customer" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_customer_facets();
CREATE TRIGGER customer_facets_of_changed AFTER UPDATE ON "customer" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_customer_facets();

INSERT INTO customer_facet (branch_path, facet, value)
SELECT DISTINCT c.branch_path, f.facet, f.value
FROM customer c
CROSS JOIN LATERAL (
    SELECT 'kind' AS facet, c.kind AS value WHERE c.kind IS NOT NULL
    UNION ALL SELECT 'product', unnest(c.products)
    UNION ALL SELECT 'tag', unnest(c.tags)
) f;
