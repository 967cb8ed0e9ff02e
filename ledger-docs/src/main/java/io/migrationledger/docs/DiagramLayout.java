package io.migrationledger.docs;

import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Where the boxes and lines of one diagram stand, as the layered algorithm of the Eclipse Layout Kernel puts them. */
final class DiagramLayout {
    private static final double SPACE = 24;

    private DiagramLayout() {}

    /** A point, in pixels from the upper left corner. */
    record Point(double x, double y) {}

    /** A box. */
    record Place(TableBox box, Point corner) {}

    /** A line from the table with a key to the one that it refers to. */
    record Line(References.Reference reference, List<Point> points) {}

    /** A diagram. */
    record Picture(double width, double height, List<Place> places, List<Line> lines) {}

    /** Lays out tables that keys join; what refers to another stands left of it. The same tables have the same places. */
    static Picture of(List<TableBox> boxes, List<References.Reference> references) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.RANDOM_SEED, 1);
        root.setProperty(LayeredOptions.MERGE_EDGES, true);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, SPACE);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 2 * SPACE);
        Map<String, ElkNode> nodes = new LinkedHashMap<>();
        for (TableBox box : boxes) {
            ElkNode node = ElkGraphUtil.createNode(root);
            node.setDimensions(box.width(), box.height());
            nodes.put(box.table().name(), node);
        }
        Map<References.Reference, ElkEdge> edges = new LinkedHashMap<>();
        for (References.Reference reference : references) {
            ElkNode from = nodes.get(reference.from().name());
            ElkNode to = nodes.get(reference.to().name());
            if (from != null && to != null) {
                edges.put(reference, ElkGraphUtil.createSimpleEdge(from, to));
            }
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        List<Place> places = new ArrayList<>();
        for (TableBox box : boxes) {
            ElkNode node = nodes.get(box.table().name());
            if (node != null) {
                places.add(new Place(box, new Point(node.getX(), node.getY())));
            }
        }
        List<Line> lines = new ArrayList<>();
        edges.forEach((reference, edge) -> lines.add(new Line(reference, points(edge))));
        return new Picture(root.getWidth(), root.getHeight(), places, lines);
    }

    private static List<Point> points(ElkEdge edge) {
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Point(bend.getX(), bend.getY()));
            }
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        return points;
    }

    /** Returns the names that a person hears for a group: the tables to which most keys refer. */
    static String name(List<Table> group, References references) {
        return group.stream()
                .sorted((a, b) -> references.to(b).size() - references.to(a).size())
                .limit(3)
                .map(Table::name)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
