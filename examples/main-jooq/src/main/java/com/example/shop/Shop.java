package com.example.shop;

import static com.example.shop.db.Tables.PRODUCT;

import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A shop that lists its products. The classes of {@code com.example.shop.db} were generated from its migrations. */
public final class Shop {

    private Shop() {}

    public static void main(String[] arguments) throws SQLException {
        String url = arguments[0];
        Migrator.of(url, new Properties())
                .source(Migrations.classpath("db/migrations"))
                .application("shop")
                .build()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url)) {
            List<String> names = DSL.using(connection, SQLDialect.SQLITE)
                    .select(PRODUCT.NAME)
                    .from(PRODUCT)
                    .orderBy(PRODUCT.NAME)
                    .fetch(PRODUCT.NAME);
            System.out.println("The shop sells " + String.join(", ", names) + ".");
        }
    }
}
