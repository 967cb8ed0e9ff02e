package com.example.shop

import io.migrationledger.migration.JavaMigration
import io.migrationledger.migration.MigrationId
import java.sql.Connection

class M0003SlugsOfProducts : JavaMigration {
    override fun id(): MigrationId = MigrationId.of("0003")

    override fun description(): String = "slugs of products"

    /** Raise it when you change what a migration does that has not run anywhere yet. */
    override fun revision(): String = "1"

    override fun up(connection: Connection) {
        connection.createStatement().use { it.execute("ALTER TABLE product ADD COLUMN slug TEXT") }
        val slugs = mutableMapOf<Int, String>()
        connection.createStatement().use { statement ->
            val row = statement.executeQuery("SELECT id, name FROM product")
            while (row.next()) {
                slugs[row.getInt(1)] = row.getString(2).lowercase().replace(' ', '-')
            }
        }
        connection.prepareStatement("UPDATE product SET slug = ? WHERE id = ?").use { update ->
            for ((id, slug) in slugs) {
                update.setString(1, slug)
                update.setInt(2, id)
                update.executeUpdate()
            }
        }
    }
}
